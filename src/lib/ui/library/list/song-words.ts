import type { Song } from '$contracts/song.ts';

/** What a song is called, also when it has no title: its file's name without the ending. */
export function titleOf(song: Song): string {
	return song.title.trim() || song.original.fileName.replace(/\.[^.]{1,5}$/, '').trim() || 'Untitled';
}

/** `3:07`, or `1:02:45` from an hour on. */
export function durationWords(seconds: number): string {
	const whole = Math.round(seconds);
	const pad = (value: number): string => String(value).padStart(2, '0');
	const hours = Math.floor(whole / 3600);
	const minutes = Math.floor(whole / 60) % 60;
	return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`;
}

/** For a screen reader: `3 minutes 7 seconds`. */
export function spokenDuration(seconds: number): string {
	const whole = Math.round(seconds);
	const parts: readonly (readonly [number, string])[] = [
		[Math.floor(whole / 3600), 'hour'],
		[Math.floor(whole / 60) % 60, 'minute'],
		[whole % 60, 'second']
	];
	const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
	return said.length > 0 ? said.join(' ') : '0 seconds';
}

const dayMs = 86_400_000;

/** A day as people say it: today, yesterday, `12 Nov`, and with the year when it is another. */
export function dayWords(atMs: number, nowMs: number, locale?: string): string {
	const startOfDay = (ms: number): number => new Date(ms).setHours(0, 0, 0, 0);
	const days = Math.round((startOfDay(nowMs) - startOfDay(atMs)) / dayMs);
	if (days === 0) return 'Today';
	if (days === 1) return 'Yesterday';
	const isThisYear = new Date(atMs).getFullYear() === new Date(nowMs).getFullYear();
	return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) }).format(
		atMs
	);
}

/** The same inside a sentence: `made today`, `made on 12 Nov`. */
export function onDayWords(atMs: number, nowMs: number, locale?: string): string {
	const words = dayWords(atMs, nowMs, locale);
	return words === 'Today' || words === 'Yesterday' ? words.toLowerCase() : `on ${words}`;
}

export function countWords(count: number, one: string, many = `${one}s`): string {
	return `${count.toLocaleString()} ${count === 1 ? one : many}`;
}
