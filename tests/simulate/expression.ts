import type { AttributeValue } from "@aws-sdk/client-dynamodb";

type Item = Readonly<Record<string, AttributeValue>>;
type Place = {
  readonly item: Item | undefined;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Item;
};
type Test = (place: Place) => boolean;
type Operand = (place: Place) => AttributeValue | undefined;

const known = new Map<string, Test>();

/**
 * Whether a condition expression of DynamoDB holds of an item. Knows comparisons, AND, OR, parentheses, IN and three
 * functions, and throws at anything else: a condition that is not understood must not pass for one that holds.
 */
export function holds(
  expression: string,
  item: Item | undefined,
  names: Readonly<Record<string, string>> = {},
  values: Item = {},
): boolean {
  let test = known.get(expression);
  if (!test) {
    test = read(expression);
    known.set(expression, test);
  }
  return test({ item, names, values });
}

function read(expression: string): Test {
  const tokens = expression.match(/<>|<=|>=|[<>=(),]|[#:]?\w+|\S/g) ?? [];
  let at = 0;
  const wrong = () => new Error(`The simulator does not understand “${expression}” at ${tokens[at] ?? "its end"}.`);
  const accept = (token: string): boolean => {
    if (tokens[at]?.toUpperCase() !== token) return false;
    at++;
    return true;
  };
  const expect = (token: string): void => {
    if (!accept(token)) throw wrong();
  };

  function any(): Test {
    const parts = [every()];
    while (accept("OR")) parts.push(every());
    return (place) => parts.some((part) => part(place));
  }
  function every(): Test {
    const parts = [one()];
    while (accept("AND")) parts.push(one());
    return (place) => parts.every((part) => part(place));
  }
  function one(): Test {
    if (accept("(")) {
      const inner = any();
      expect(")");
      return inner;
    }
    const called = tokens[at + 1] === "(" ? tokens[at] : undefined;
    if (called) {
      at += 2;
      return call(called);
    }
    const left = operand();
    if (accept("IN")) {
      expect("(");
      const choices = [operand()];
      while (accept(",")) choices.push(operand());
      expect(")");
      return (place) => choices.some((choice) => compare("=", left(place), choice(place)));
    }
    const sign = tokens[at++] ?? "";
    const right = operand();
    if (!["=", "<>", "<", "<=", ">", ">="].includes(sign)) throw wrong();
    return (place) => compare(sign, left(place), right(place));
  }
  function call(name: string): Test {
    const subject = operand();
    if (name === "begins_with") {
      expect(",");
      const start = operand();
      expect(")");
      return (place) => subject(place)?.S?.startsWith(start(place)?.S ?? "\u0000") ?? false;
    }
    expect(")");
    if (name === "attribute_exists") return (place) => subject(place) !== undefined;
    if (name === "attribute_not_exists") return (place) => subject(place) === undefined;
    throw wrong();
  }
  function operand(): Operand {
    const token = tokens[at++] ?? "";
    if (!/^[#:]?\w+$/.test(token)) throw wrong();
    if (token.startsWith(":")) {
      return ({ values }) => {
        const value = values[token];
        if (value === undefined) throw new Error(`The value ${token} of “${expression}” is missing.`);
        return value;
      };
    }
    return ({ item, names }) => {
      const name = token.startsWith("#") ? names[token] : token;
      if (name === undefined) throw new Error(`The name ${token} of “${expression}” is missing.`);
      return item?.[name];
    };
  }

  const test = any();
  if (at < tokens.length) throw wrong();
  return test;
}

function compare(sign: string, left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  if (left === undefined || right === undefined) {
    // Services differ here, so no condition of ours may depend on it.
    if (sign === "<>") throw new Error("The simulator does not compare what is not there by <>.");
    return false;
  }
  const [kind] = Object.keys(left);
  const same = Object.keys(right)[0] === kind;
  if (sign === "=" || sign === "<>") {
    return (same && JSON.stringify(left) === JSON.stringify(right)) === (sign === "=");
  }
  if (!same || (kind !== "N" && kind !== "S")) return false;
  const [a, b] = kind === "N" ? [Number(left.N), Number(right.N)] : [left.S ?? "", right.S ?? ""];
  if (sign === "<") return a < b;
  if (sign === "<=") return a <= b;
  if (sign === ">") return a > b;
  return a >= b;
}
