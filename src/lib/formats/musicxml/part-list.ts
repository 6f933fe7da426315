import { child, childNumber, childrenOf, childText, type XmlElement } from './xml.ts';

export interface ListedPart {
	readonly id: string;
	readonly name: string;
	/** 0 to 127. */
	readonly programme: number;
	readonly isDrums: boolean;
	/** MIDI numbers of the sounds of a drum set, by the ids of its instruments. */
	readonly unpitched: ReadonlyMap<string, number>;
}

/** What the part list says of each part, in its order. */
export function toListedParts(root: XmlElement): ListedPart[] {
	return childrenOf(child(root, 'part-list'), 'score-part').map((part) => {
		const instruments = childrenOf(part, 'midi-instrument');
		const programme = childNumber(instruments[0], 'midi-program') ?? 1;
		const unpitched = instruments.flatMap((instrument) => {
			const sound = childNumber(instrument, 'midi-unpitched');
			return sound === undefined ? [] : [[instrument.attributes['id'] ?? '', clamp(Math.round(sound) - 1, 127)] as const];
		});
		return {
			id: part.attributes['id'] ?? '',
			name: childText(part, 'part-name').slice(0, 500),
			programme: clamp(Math.round(programme) - 1, 127),
			isDrums: instruments.some((instrument) => childNumber(instrument, 'midi-channel') === 10),
			unpitched: new Map(unpitched)
		};
	});
}

export const clamp = (value: number, highest: number, lowest = 0): number => Math.max(lowest, Math.min(highest, value));

/** The measures of each part, whichever way round the file is written. */
export function toMeasures(root: XmlElement): ReadonlyMap<string, readonly XmlElement[]> {
	if (root.name !== 'score-timewise') {
		return new Map(childrenOf(root, 'part').map((part) => [part.attributes['id'] ?? '', childrenOf(part, 'measure')]));
	}
	const byPart = new Map<string, XmlElement[]>();
	for (const measure of childrenOf(root, 'measure')) {
		for (const part of childrenOf(measure, 'part')) {
			const id = part.attributes['id'] ?? '';
			const own = byPart.get(id) ?? [];
			own.push({ name: 'measure', attributes: measure.attributes, children: part.children, text: '' });
			byPart.set(id, own);
		}
	}
	return byPart;
}
