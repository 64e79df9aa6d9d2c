import { Component, type ReactNode } from "react";
import { consoleFrame as words } from "../strings/en-console.ts";
import { sentenceOf } from "./ask.ts";

type Props = { readonly children: ReactNode };
type State = { readonly error: unknown };

/** Where a view that fails stops: the rest of the console stays of use. */
export class Boundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <div className="account-problem" role="alert">
        <p>{words.failed}</p>
        <p>{sentenceOf(this.state.error)}</p>
        <button className="button small" type="button" onClick={() => location.reload()}>
          {words.again}
        </button>
      </div>
    );
  }
}
