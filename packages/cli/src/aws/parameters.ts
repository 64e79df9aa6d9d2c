import { GetParameterCommand, ParameterType, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";

/** The parameters of an account in one region. */
export type ParameterStore = {
  /** What a parameter says, deciphered; null where there is none. */
  read(name: string): Promise<string | null>;
  /** Makes a parameter. False, and nothing is changed, where there is one. */
  make(name: string, parameter: { readonly value: string; readonly isSealed: boolean }): Promise<boolean>;
};

/** AWS's Parameter Store, with the credentials that the SDK finds. */
export function ssmParameters(region: string): ParameterStore {
  const client = new SSMClient({ region });
  return {
    async read(Name) {
      try {
        const { Parameter } = await client.send(new GetParameterCommand({ Name, WithDecryption: true }));
        return Parameter?.Value ?? null;
      } catch (error) {
        if (isNamed(error, "ParameterNotFound")) return null;
        throw error;
      }
    },
    async make(Name, { value: Value, isSealed }) {
      const Type = isSealed ? ParameterType.SECURE_STRING : ParameterType.STRING;
      try {
        await client.send(new PutParameterCommand({ Name, Value, Type, Overwrite: false }));
        return true;
      } catch (error) {
        if (isNamed(error, "ParameterAlreadyExists")) return false;
        throw error;
      }
    },
  };
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}
