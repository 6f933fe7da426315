/** Items of the shared evaluation folder that had a part in fitting or choosing anything in the decoder. */
export const tunedIds: ReadonlySet<string> = new Set<string>([]);
