/** Sheets of paper, upright. */
export const pageSizes = ['a4', 'letter'] as const;
export type PageSize = (typeof pageSizes)[number];
