/** "75 %". */
export const speedWords = (speed: number): string => `${Math.round(speed * 100)} %`;

/** "2 semitones up", "35 cents down", "as recorded". */
export function pitchWords(semitones: number): string {
	const whole = Math.trunc(semitones);
	const cents = Math.round((semitones - whole) * 100);
	const parts = [
		whole === 0 ? '' : `${Math.abs(whole)} semitone${Math.abs(whole) === 1 ? '' : 's'}`,
		cents === 0 ? '' : `${Math.abs(cents)} cents`
	].filter((part) => part !== '');
	return parts.length === 0 ? 'as it is' : `${parts.join(' ')} ${semitones > 0 ? 'up' : 'down'}`;
}

/** What stands on the button: the speed, and the pitch where it is another: "75 % +2". */
export function paceMark(speed: number, semitones: number): string {
	const sign = semitones > 0 ? '+' : '−';
	const pitch = semitones === 0 ? '' : ` ${sign}${Math.abs(Math.round(semitones * 100) / 100)}`;
	return `${speedWords(speed)}${pitch}`;
}
