const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A number of bytes as people read it: `3.2 MB`, in decimal units as systems show them. */
export function byteWords(bytes: number): string {
	let value = Math.max(0, bytes);
	let unit = 0;
	while (value >= 999.5 && unit < units.length - 1) {
		value /= 1000;
		unit++;
	}
	const digits = unit === 0 || value >= 99.5 ? 0 : 1;
	return `${value.toFixed(digits)} ${units[unit] ?? ''}`;
}
