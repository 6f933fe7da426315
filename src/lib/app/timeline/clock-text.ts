/**
 * A time as musicians read it off a machine: `1:23`, `1:23.4`, `1:02:03`. Truncated, not rounded, so that it never shows
 * a time that has not come yet.
 * @param decimals 0 to 3
 */
export function clockText(seconds: number, decimals = 0): string {
	const safe = Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
	const scale = 10 ** decimals;
	// A hair is added because 0.3 in binary is a little less than three tenths.
	const units = Math.floor(safe * scale + 1e-6);
	const whole = Math.floor(units / scale);
	const fraction = decimals > 0 ? `.${String(units % scale).padStart(decimals, '0')}` : '';
	const hours = Math.floor(whole / 3600);
	const minutes = Math.floor(whole / 60) % 60;
	const rest = String(whole % 60).padStart(2, '0');
	return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}${fraction}` : `${minutes}:${rest}${fraction}`;
}

/** Seconds from what someone typed: `83`, `83.5`, `1:23.5`, `1:02:03`, with a comma for the point too; null when it is no time. */
export function fromClockText(text: string): number | null {
	const trimmed = text.trim().replace(',', '.');
	const match = /^(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6}(?:\.\d{0,6})?|\.\d{1,6})$/.exec(trimmed);
	if (match === null) return null;
	const [, hours = '0', minutes = '0', seconds = '0'] = match;
	const hasMinutes = match[2] !== undefined;
	if (hasMinutes && Number(seconds) >= 60) return null;
	if (match[1] !== undefined && Number(minutes) >= 60) return null;
	return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** A time for a screen reader: `1 minute 23 seconds`. */
export function clockWords(seconds: number): string {
	const whole = Math.floor(Math.max(0, Number.isFinite(seconds) ? seconds : 0));
	const parts = [
		[Math.floor(whole / 3600), 'hour'],
		[Math.floor(whole / 60) % 60, 'minute'],
		[whole % 60, 'second']
	] as const;
	const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
	return words.length > 0 ? words.join(' ') : '0 seconds';
}
