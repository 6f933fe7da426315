import type { ScoreNote, Technique } from '$core/score/index.ts';

/** A fret with the marks of its technique: "7h", "9b11", "5~", "x", "<12>". `nextFret` is the next one on the string. */
export function toFretWord({ fret = 0, technique = {} }: ScoreNote, nextFret: number | null): string {
	const { bendSemitones, harmonic, isDead, hasVibrato } = technique;
	const number = harmonic === 'natural' ? `<${fret}>` : harmonic === 'artificial' ? `[${fret}]` : `${fret}`;
	const bend = bendSemitones === undefined ? '' : `b${fret + Math.max(1, Math.round(bendSemitones))}`;
	return `${isDead === true ? 'x' : number}${bend}${hasVibrato === true ? '~' : ''}${toLink(technique, fret, nextFret)}`;
}

function toLink({ isLegatoToNext, slide }: Technique, fret: number, nextFret: number | null): string {
	if (nextFret === null) return '';
	if (slide !== undefined) return nextFret < fret ? '\\' : '/';
	if (isLegatoToNext !== true) return '';
	return nextFret < fret ? 'p' : 'h';
}

/** A note as it stands on its line. */
export interface FretMark {
	/** Columns of the fret's own digits, the second one excluded. */
	readonly column: number;
	readonly endColumn: number;
	readonly fret: number;
	readonly technique: Technique;
}

const mark = /(?<natural><(?<naturalFret>\d{1,2})>)|(?<artificial>\[(?<artificialFret>\d{1,2})\])|\(?(?<fret>\d{1,2}|[xX])\)?/y;
const after = /(?<bend>b(?:\(?(?<target>\d{1,2})\)?)?(?:r(?:\(?\d{1,2}\)?)?)?)?(?<vibrato>[~v]+)?(?<link>[hp/\\s^]?)/y;
const highestFret = 36;

/** The notes of one line. Fills between them (`-`, blanks, bar lines) and letters that are not known are passed over. */
export function fromLine(line: string): FretMark[] {
	const marks: FretMark[] = [];
	let column = 0;
	while (column < line.length) {
		mark.lastIndex = column;
		const found = mark.exec(line)?.groups;
		if (found === undefined) {
			column++;
			continue;
		}
		let end = mark.lastIndex;
		const word = found['naturalFret'] ?? found['artificialFret'] ?? found['fret'] ?? '';
		const isDead = /x/i.test(word);
		let fret = isDead ? 0 : Number(word);
		// Two notes written without a gap.
		if (fret > highestFret) {
			fret = Math.floor(fret / 10);
			end = column + 1;
		}
		const harmonic = found['natural'] !== undefined ? 'natural' : found['artificial'] !== undefined ? 'artificial' : null;
		after.lastIndex = end;
		const marked = after.exec(line)?.groups;
		marks.push({
			column,
			endColumn: end,
			fret,
			technique: {
				...(isDead ? { isDead } : {}),
				...(harmonic === null ? {} : { harmonic }),
				...toTechnique(fret, marked)
			}
		});
		column = Math.max(end, after.lastIndex);
	}
	return marks;
}

const fullBendSemitones = 2;

function toTechnique(fret: number, marked: Readonly<Record<string, string | undefined>> | undefined): Technique {
	const technique: Technique = {};
	if (marked?.['bend'] !== undefined) {
		const target = marked['target'];
		const semitones = target === undefined ? fullBendSemitones : Number(target) - fret;
		if (semitones >= 1 && semitones <= 4) technique.bendSemitones = semitones;
	}
	if (marked?.['vibrato'] !== undefined) technique.hasVibrato = true;
	const link = marked?.['link'] ?? '';
	if (/[hp^]/.test(link)) technique.isLegatoToNext = true;
	if (/[/\\s]/.test(link)) technique.slide = 'shift';
	return technique;
}
