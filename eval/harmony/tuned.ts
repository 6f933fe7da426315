import { toChecksum } from '../checksum.ts';

/** Whether an item may be looked at while settings are chosen: those whose id has an even checksum. The others are held out. */
export const isTunedItem = (id: string): boolean => toChecksum(id) % 2 === 0;
