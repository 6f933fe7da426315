import { toChecksum } from '../checksum.ts';

/**
 * Whether an item is in the half by which the tracker's scalar settings were chosen: by a checksum of its id, so that nobody
 * picked. The fitted weights know no recording of either half.
 */
export const isTunedItem = (id: string): boolean => (toChecksum(id) >>> 7) % 2 === 0;
