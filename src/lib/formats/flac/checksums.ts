/** Checksums of RFC 9639, section 9: polynomials x^8 + x^2 + x + 1 and x^16 + x^15 + x^2 + 1, both from zero. */
const table8 = Uint8Array.from({ length: 256 }, (_, byte) => divide(byte, 8, 0x07));
const table16 = Uint16Array.from({ length: 256 }, (_, byte) => divide(byte << 8, 16, 0x8005));

export function crc8(bytes: Uint8Array): number {
	let crc = 0;
	for (const byte of bytes) crc = table8[crc ^ byte] ?? 0;
	return crc;
}

export function crc16(bytes: Uint8Array): number {
	let crc = 0;
	for (const byte of bytes) crc = ((crc << 8) & 0xffff) ^ (table16[(crc >> 8) ^ byte] ?? 0);
	return crc;
}

function divide(value: number, bits: number, polynomial: number): number {
	const top = 1 << (bits - 1);
	let crc = value;
	for (let i = 0; i < 8; i++) crc = crc & top ? (crc << 1) ^ polynomial : crc << 1;
	return crc & (2 ** bits - 1);
}
