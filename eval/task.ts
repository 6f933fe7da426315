/** One thing that can be measured: takes the words after its name, prints a report, answers an exit code. */
export type EvalTask = (words: readonly string[]) => Promise<number>;
