/**
 * How long typing has to rest, in milliseconds, until the address says what was typed. Browsers look for the icon of a page
 * again whenever its address changes, and Safari refuses the hundredth change within half a minute.
 */
const REST = 300;

/** How long a page that nobody sees, which draws no frames, waits for one. */
const PATIENCE = 300;

/** A pause in typing that is still to come. */
export class Pause {
  readonly #over: () => void;
  #timer = 0;

  constructor(over: () => void) {
    this.#over = over;
  }

  /** Waits for it from now on. */
  begin(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(this.#over, REST);
  }

  /** Waits no more. Returns whether it was waited for. */
  end(): boolean {
    const was = this.#timer !== 0;
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    return was;
  }
}

/** Waits until what was changed is on the screen. */
export function painted(): Promise<void> {
  return new Promise((resolve) => {
    // A frame is drawn after its callbacks, and a message to oneself comes after that.
    requestAnimationFrame(() => setTimeout(resolve));
    setTimeout(resolve, PATIENCE);
  });
}
