import type { EffectiveAnalysis } from '$core/analysis/index.ts';
import { camelotOf } from '$core/harmony/camelot.ts';
import type { MusicalKey } from '$core/harmony/chord.ts';
import { clockText } from '../../timeline/clock-text.ts';
import { keyText } from './chord-words.ts';

/** How sure an answer is, in three words that stand beside its bar. */
export type Sureness = 'sure' | 'likely' | 'unsure';

const sureFrom = 0.75;
const likelyFrom = 0.45;

export function surenessOf(confidence: number): Sureness {
	return confidence >= sureFrom ? 'sure' : confidence >= likelyFrom ? 'likely' : 'unsure';
}

const concertPitchHz = 440;

/** The pitch of A4 that a deviation means, Hz. */
export function a4Hz(cents: number): number {
	return concertPitchHz * 2 ** (cents / 1200);
}

/** Cents that a pitch of A4 means, as far as the half-semitone goes that a tuning may be off. */
export function centsOfA4(hz: number): number {
	return Math.min(50, Math.max(-50, 1200 * Math.log2(hz / concertPitchHz)));
}

/** What orchestras and players tune to, Hz. */
export const usualPitchesHz = [432, 440, 442, 443] as const;

/** The usual tuning nearest to one that was heard, cents; null when it is that one. */
export function nearestUsualCents(cents: number): number | null {
	const all = usualPitchesHz.map(centsOfA4);
	const nearest = all.reduce((best, each) => (Math.abs(each - cents) < Math.abs(best - cents) ? each : best));
	return Math.abs(nearest - cents) < 0.5 ? null : nearest;
}

/** `A4 = 432 Hz`, with a decimal where there is one to tell. */
export function tuningText(cents: number): string {
	return `A4 = ${Number(a4Hz(cents).toFixed(1))} Hz`;
}

/** `−32 cents`, `in tune` within what nobody hears. */
export function centsText(cents: number): string {
	const rounded = Math.round(cents);
	if (rounded === 0) return 'concert pitch';
	return `${rounded > 0 ? '+' : '−'}${Math.abs(rounded)} ${Math.abs(rounded) === 1 ? 'cent' : 'cents'}`;
}

/** `124 bpm`, `92.5 bpm`. */
export function bpmText(bpm: number): string {
	return `${Number(bpm.toFixed(1))} bpm`;
}

/** A time signature as it would be written: `4/4`, `6/8` for two beats in threes, `7/8` where quarters would be unusual. */
export function meterText(beatsPerBar: number, division: 2 | 3): string {
	if (division === 3) return `${beatsPerBar * 3}/8`;
	return beatsPerBar >= 7 && beatsPerBar % 2 === 1 ? `${beatsPerBar}/8` : `${beatsPerBar}/4`;
}

export function keyWithCamelot(key: MusicalKey): string {
	return `${keyText(key)} · ${camelotOf(key)}`;
}

/** The check in one line: `A minor 8A · 96 bpm · 4/4 · A4 = 440 Hz`; what is not there is said. */
export function summaryText({ key, tempo, meter, tuning }: EffectiveAnalysis): string {
	return [
		key === null ? 'no key' : `${keyText(key.value)} ${camelotOf(key.value)}`,
		tempo === null ? 'no beat' : bpmText(tempo.value),
		...(tempo === null || meter === null ? [] : [meterText(meter.value, meter.division)]),
		...(tuning === null ? [] : [tuningText(tuning.value)])
	].join(' · ');
}

/** Where bar 1 begins: `0:02.41`. */
export function downbeatText(seconds: number): string {
	return clockText(seconds, 2);
}
