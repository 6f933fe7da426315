/** What notation programs write where nobody has said anything, MuseScore first of all; in lower case. */
const titlePlaceholders: ReadonlySet<string> = new Set(['untitled score', 'untitled', 'title']);
const artistPlaceholders: ReadonlySet<string> = new Set(['composer / arranger', 'composer/arranger', 'composer', 'arranger']);

const toPlain = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, ' ');

/** A title as somebody wrote it; empty where a program did. */
export const writtenTitle = (title: string): string => (titlePlaceholders.has(toPlain(title)) ? '' : title.trim());

/** A composer's name as somebody wrote it; empty where a program did. */
export const writtenArtist = (artist: string): string => (artistPlaceholders.has(toPlain(artist)) ? '' : artist.trim());
