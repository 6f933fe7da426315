import type { RangeField } from '$core/intent/query.ts';

export const rangeLabels: Readonly<Record<RangeField, string>> = {
	bpm: 'Tempo, BPM',
	durationSeconds: 'Length, minutes',
	energy: 'Energy, %',
	danceability: 'Danceability, %',
	integratedLufs: 'Loudness, LUFS',
	rating: 'Stars'
};

/** The end of a range as it stands in a field; empty when it is open. */
export function toRangeText(field: RangeField, value: number | undefined): string {
	if (value === undefined) return '';
	if (field === 'durationSeconds') {
		const whole = Math.round(value);
		return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
	}
	const shown = field === 'energy' || field === 'danceability' ? 100 * value : value;
	return String(Math.round(10 * shown) / 10);
}

/** What was typed as an end of a range: undefined when left open, null when it is no number that can be one. */
export function fromRangeText(field: RangeField, typed: string): number | undefined | null {
	const text = typed.trim().replace(',', '.').replace('−', '-').replace('%', '');
	if (text === '') return undefined;
	const clock = /^(?:(\d+):)?(\d+):(\d{1,2})$/.exec(text);
	if (clock && field === 'durationSeconds') {
		return 3600 * Number(clock[1] ?? 0) + 60 * Number(clock[2]) + Number(clock[3]);
	}
	const number = Number(text);
	if (!Number.isFinite(number)) return null;
	switch (field) {
		case 'durationSeconds':
			return number < 0 ? null : 60 * number;
		case 'energy':
		case 'danceability':
			return number < 0 || number > 100 ? null : number / 100;
		case 'rating':
			return number < 0 || number > 5 ? null : number;
		case 'integratedLufs':
			return -Math.abs(number);
		case 'bpm':
			return number < 0 ? null : number;
	}
}
