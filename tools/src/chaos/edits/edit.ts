/** One place in a compiled source: text that stands there exactly once, and what takes its place. */
export interface Place {
  /** Compiled file, from the root of the repository. */
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

/** A named change of the platform's code that exists only while the load hook of the chaos driver makes it. */
export interface Edit {
  readonly name: string;
  readonly places: readonly Place[];
}

/**
 * @param source of the file that the place names
 * @throws Error when the text does not stand there exactly once: the code has moved on, and the edit must follow
 */
export function applied({ file, find, put }: Place, source: string): string {
  const times = source.split(find).length - 1;
  if (times !== 1) throw new Error(`${file} has ${times} times, not once: ${find}`);
  return source.replace(find, () => put);
}
