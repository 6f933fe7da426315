import type { Similarity } from './similarity.ts';

export interface Part {
	/** First unit, and the one after the last. */
	readonly from: number;
	readonly to: number;
}

const sameAtLeast = 0.86;
const variedAtLeast = 0.8;

/** Letters in order of first coming; one that comes back with the same harmony and another sound or a part changed is primed. */
export function toLabels(similarity: Similarity, parts: readonly Part[]): string[] {
	const families: { readonly letter: string; readonly parts: Part[]; readonly labels: string[] }[] = [];
	return parts.map((part) => {
		let best: { family: (typeof families)[number]; harmony: number; sound: number; label: string } | null = null;
		for (const family of families) {
			family.parts.forEach((known, i) => {
				const { harmony, sound } = compare(similarity, known, part);
				if (best === null || harmony + 0.5 * sound > best.harmony + 0.5 * best.sound)
					best = { family, harmony, sound, label: family.labels[i] ?? family.letter };
			});
		}
		const found = best as { family: (typeof families)[number]; harmony: number; sound: number; label: string } | null;
		if (found !== null && found.harmony >= variedAtLeast && found.sound >= 0.12) {
			const isSame = found.harmony >= sameAtLeast && found.sound >= 0.45;
			const label = isSame ? found.label : `${found.family.letter}${"'".repeat(Math.min(3, new Set(found.family.labels).size))}`;
			found.family.parts.push(part);
			found.family.labels.push(label);
			return label;
		}
		const letter = toLetters(families.length);
		families.push({ letter, parts: [part], labels: [letter] });
		return letter;
	});
}

/** A to Z, then AA, AB. */
function toLetters(index: number): string {
	const last = String.fromCharCode(65 + (index % 26));
	return index < 26 ? last : toLetters(Math.floor(index / 26) - 1) + last;
}

/**
 * Two parts laid beside each other, bar by bar, where they begin or end together or a bar beside: further off, one loop of
 * chords would pass for another that begins elsewhere in it.
 */
function compare({ count, harmony, sound }: Similarity, a: Part, b: Part): { harmony: number; sound: number } {
	const length = Math.min(a.to - a.from, b.to - b.from);
	const most = Math.max(a.to - a.from, b.to - b.from);
	let best = { harmony: 0, sound: 0 };
	const spare = most - length;
	for (const shift of new Set([-1, 0, 1, spare - 1, spare, spare + 1])) {
		let alike = 0;
		let close = 0;
		let pairs = 0;
		for (let i = 0; i < length; i++) {
			const isALonger = a.to - a.from >= b.to - b.from;
			const x = a.from + i + (isALonger ? shift : 0);
			const y = b.from + i + (isALonger ? 0 : shift);
			if (x < a.from || x >= a.to || y < b.from || y >= b.to) continue;
			alike += harmony[x * count + y] ?? 0;
			close += sound[x * count + y] ?? 0;
			pairs++;
		}
		if (pairs < 0.7 * length || pairs === 0) continue;
		if (alike / pairs > best.harmony) best = { harmony: alike / pairs, sound: close / pairs };
	}
	return best;
}
