import { barRangeText } from '$lib/app/words/bar-words.ts';
import { dateOfDay } from '$lib/app/progress/local-day.ts';
import type { Goal, PlanItem } from '$core/practice/progress/index.ts';

export const percentWords = (share: number): string => `${Math.round(share * 100)} %`;

/** "45 minutes", "2 h 5 min". */
export function minuteWords(minutes: number): string {
	const whole = Math.round(minutes);
	if (whole < 60) return whole === 1 ? '1 minute' : `${whole} minutes`;
	return `${Math.floor(whole / 60)} h ${whole % 60} min`;
}

export const dayWords = (days: number): string => (days === 1 ? '1 day' : `${days} days`);

/** "12 Mar", of a day as `localDay` counts it. */
export function dateWords(day: number, locale?: string): string {
	return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(dateOfDay(day));
}

/** What an item of the plan asks for: "Bars 5 to 8, from 80 %, 5 minutes". */
export function planWords({ kind, numbers, speed, minutes }: PlanItem): string {
	const what = numbers === null ? 'The whole song' : barRangeText(numbers);
	const how = kind === 'review' ? 'once more' : `at ${percentWords(speed)}`;
	return `${what}, ${how}, ${minuteWords(minutes)}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export function goalWords(goal: Goal, titleOf: (songId: string) => string): string {
	switch (goal.kind) {
		case 'minutesADay':
			return `${minuteWords(goal.minutes)} a day`;
		case 'daysInARow':
			return `${dayWords(goal.days)} in a row`;
		case 'songTempo':
			return `${titleOf(goal.songId)} at ${percentWords(goal.speed)} of its tempo`;
		case 'songScore':
			return `${titleOf(goal.songId)} with ${Math.round(goal.score)} of 100`;
	}
}
