/**
 * A UUID of version 7 (RFC 9562): sorts by the time it was made.
 * @param timeMs milliseconds since 1970, a whole number
 * @param randomBytes at least 10 random bytes
 */
export function toUuidV7(timeMs: number, randomBytes: Uint8Array): string {
	const bytes = new Uint8Array(16);
	let rest = Math.floor(timeMs);
	for (let i = 5; i >= 0; i--) {
		bytes[i] = rest % 256;
		rest = Math.floor(rest / 256);
	}
	bytes.set(randomBytes.subarray(0, 10), 6);
	bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
	bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
	const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
