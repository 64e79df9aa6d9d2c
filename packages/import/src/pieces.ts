/** Does all of some work that is done piece by piece, and says what came of it. */
export async function toEnd<T>(work: AsyncGenerator<unknown, T, void>): Promise<T> {
  for (;;) {
    const { done, value } = await work.next();
    if (done) return value;
  }
}
