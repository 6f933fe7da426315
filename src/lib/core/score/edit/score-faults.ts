import { endTick } from '../bars.ts';
import { scoreSchema, type Part, type Score } from '../score.ts';
import { compareListed, type Listed } from './list-edit.ts';
import { byVoice, isGrace, noteEnd } from './voices.ts';

/** What is wrong with a score beyond its schema, in words for a developer; empty for a sound one. */
export function scoreFaults(score: Score): string[] {
	const parsed = scoreSchema.safeParse(score);
	const faults = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
	faults.push(...repeated('bars', score.bars), ...repeated('parts', score.parts));
	const end = endTick(score);
	for (const list of ['tempoMarks', 'swings', 'chords', 'sections'] as const) faults.push(...listFaults(list, score[list], end));
	score.tempoMap.forEach((point, index) => {
		const next = score.tempoMap[index + 1];
		if (next !== undefined && (next.tick <= point.tick || next.seconds <= point.seconds))
			faults.push(`tempoMap ${index}: not ascending`);
	});
	for (const part of score.parts) faults.push(...partFaults(part, end).map((fault) => `${part.id}: ${fault}`));
	return faults;
}

function partFaults(part: Part, end: number): string[] {
	const faults: string[] = [];
	for (const list of ['notes', 'dynamics', 'hairpins', 'pedals', 'clefChanges', 'ottavas'] as const) {
		faults.push(...listFaults(list, part[list], end));
	}
	const ids = new Set(part.notes.map(({ id }) => id));
	for (const slur of part.slurs) {
		if (!ids.has(slur.fromNoteId) || !ids.has(slur.toNoteId)) faults.push(`slur ${slur.id}: an end is missing`);
	}
	for (const note of part.notes) {
		if (note.staff >= part.staves.length) faults.push(`note ${note.id}: no staff ${note.staff}`);
		if (noteEnd(note) > end) faults.push(`note ${note.id}: sounds beyond the end`);
		if (note.grace === undefined && note.ticks === 0) faults.push(`note ${note.id}: no length`);
	}
	for (const [key, group] of byVoice(part.notes)) {
		const sounding = group.filter((note) => !isGrace(note));
		sounding.forEach((note, index) => {
			const next = sounding[index + 1];
			if (next === undefined || next.tick >= noteEnd(note)) return;
			if (next.tick !== note.tick || next.ticks !== note.ticks) faults.push(`voice ${key}: ${note.id} and ${next.id} overlap`);
		});
	}
	return faults;
}

function listFaults(list: string, items: readonly (Listed & { readonly endTick?: number })[], end: number): string[] {
	const faults = repeated(list, items);
	items.forEach((item, index) => {
		const next = items[index + 1];
		if (next !== undefined && compareListed(item, next) > 0) faults.push(`${list} ${next.id}: out of order`);
		if ((item.tick ?? 0) > end) faults.push(`${list} ${item.id}: beyond the end`);
		if (item.endTick !== undefined && item.endTick <= (item.tick ?? 0)) faults.push(`${list} ${item.id}: ends before it begins`);
	});
	return faults;
}

function repeated(list: string, items: readonly { readonly id: string }[]): string[] {
	return new Set(items.map(({ id }) => id)).size === items.length ? [] : [`${list}: an id stands twice`];
}
