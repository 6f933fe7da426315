import type { Part, ScoreNote } from '$core/score/index.ts';
import { tag } from './tags.ts';
import type { Links } from './write-note.ts';

const mostNumbers = 16;

interface Ends {
	readonly slurStarts: number[];
	readonly slurStops: number[];
	slidesOn: boolean;
	slidTo: boolean;
	legatoOn: 'hammer-on' | 'pull-off' | null;
	legatoFrom: 'hammer-on' | 'pull-off' | null;
}

/** Slurs, slides and legatos of a part, by the notes at their ends. */
export function createLinks(
	part: Part
): (
	note: ScoreNote,
	isFirstHead: boolean,
	isLastHead: boolean,
	shows: { readonly slurs: boolean; readonly strings: boolean }
) => Links {
	const ends = new Map<string, Ends>();
	const endsOf = (id: string): Ends => {
		const known = ends.get(id) ?? {
			slurStarts: [],
			slurStops: [],
			slidesOn: false,
			slidTo: false,
			legatoOn: null,
			legatoFrom: null
		};
		ends.set(id, known);
		return known;
	};
	numberSlurs(part, endsOf);
	linkTechniques(part.notes, endsOf);
	return (note, isFirstHead, isLastHead, shows) => {
		const own = ends.get(note.id);
		if (own === undefined) return { notations: '', technical: '' };
		const slurs = (numbers: readonly number[], type: string): string =>
			numbers.map((number) => tag('slur', '', { type, number })).join('');
		const slide = (type: string): string => tag('slide', '', { type, number: 1, 'line-type': 'solid' });
		const legato = (name: string | null, type: string): string =>
			name === null ? '' : tag(name, type === 'start' ? (name === 'hammer-on' ? 'H' : 'P') : '', { type, number: 1 });
		return {
			notations:
				(shows.slurs && isFirstHead ? slurs(own.slurStops, 'stop') : '') +
				(shows.slurs && isFirstHead ? slurs(own.slurStarts, 'start') : '') +
				(shows.strings && isFirstHead && own.slidTo ? slide('stop') : '') +
				(shows.strings && isLastHead && own.slidesOn ? slide('start') : ''),
			technical: (isFirstHead ? legato(own.legatoFrom, 'stop') : '') + (isLastHead ? legato(own.legatoOn, 'start') : '')
		};
	};
}

/** Slurs that overlap have different numbers. */
function numberSlurs({ notes, slurs }: Part, endsOf: (id: string) => Ends): void {
	const tickOf = new Map(notes.map(({ id, tick }) => [id, tick]));
	const busyUntil = Array.from({ length: mostNumbers }, () => -1);
	const placed = slurs.flatMap(({ fromNoteId, toNoteId }) => {
		const from = tickOf.get(fromNoteId);
		const to = tickOf.get(toNoteId);
		return from === undefined || to === undefined ? [] : [{ fromNoteId, toNoteId, from, to }];
	});
	placed.sort((a, b) => a.from - b.from);
	for (const { fromNoteId, toNoteId, from, to } of placed) {
		const free = busyUntil.findIndex((until) => until < from);
		if (free < 0) continue;
		busyUntil[free] = to;
		endsOf(fromNoteId).slurStarts.push(free + 1);
		endsOf(toNoteId).slurStops.push(free + 1);
	}
}

function linkTechniques(notes: readonly ScoreNote[], endsOf: (id: string) => Ends): void {
	const next = new Map<string, ScoreNote>();
	for (const note of notes.toReversed()) {
		const line = `${note.staff} ${note.string ?? `v${note.voice}`}`;
		const following = next.get(line);
		next.set(line, note);
		if (following === undefined) continue;
		if (note.technique?.slide !== undefined) {
			endsOf(note.id).slidesOn = true;
			endsOf(following.id).slidTo = true;
		}
		if (note.technique?.isLegatoToNext === true) {
			const kind = following.pitchMidi >= note.pitchMidi ? 'hammer-on' : 'pull-off';
			endsOf(note.id).legatoOn = kind;
			endsOf(following.id).legatoFrom = kind;
		}
	}
}
