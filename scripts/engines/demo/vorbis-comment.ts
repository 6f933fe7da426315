/*
 * An Ogg Vorbis stream's second packet holds its tags; the encoder leaves them empty. This puts tags there: the pages that
 * hold the packet are laid anew, the rest is renumbered, and every checksum is made again (RFC 3533, Vorbis I section 5).
 */
const table = Uint32Array.from({ length: 256 }, (_, index) => {
	let value = index << 24;
	for (let bit = 0; bit < 8; bit++) value = (value << 1) ^ (value & 0x80000000 ? 0x04c11db7 : 0);
	return value >>> 0;
});

interface Page {
	readonly flags: number;
	readonly granule: Uint8Array;
	readonly serial: number;
	readonly lacing: readonly number[];
	readonly body: Uint8Array;
}

function toPages(ogg: Uint8Array): Page[] {
	const pages: Page[] = [];
	const view = new DataView(ogg.buffer, ogg.byteOffset, ogg.byteLength);
	for (let at = 0; at < ogg.length;) {
		if (view.getUint32(at) !== 0x4f676753) throw new Error('not an Ogg stream');
		const segments = ogg[at + 26] ?? 0;
		const lacing = [...ogg.subarray(at + 27, at + 27 + segments)];
		const start = at + 27 + segments;
		const end = start + lacing.reduce((sum, value) => sum + value, 0);
		pages.push({
			flags: ogg[at + 5] ?? 0,
			granule: ogg.slice(at + 6, at + 14),
			serial: view.getUint32(at + 14, true),
			lacing,
			body: ogg.slice(start, end)
		});
		at = end;
	}
	return pages;
}

function fromPage(page: Page, sequence: number): Uint8Array {
	const bytes = new Uint8Array(27 + page.lacing.length + page.body.length);
	const view = new DataView(bytes.buffer);
	view.setUint32(0, 0x4f676753);
	bytes[5] = page.flags;
	bytes.set(page.granule, 6);
	view.setUint32(14, page.serial, true);
	view.setUint32(18, sequence, true);
	bytes[26] = page.lacing.length;
	bytes.set(page.lacing, 27);
	bytes.set(page.body, 27 + page.lacing.length);
	let sum = 0;
	for (const byte of bytes) sum = ((sum << 8) ^ (table[((sum >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
	view.setUint32(22, sum, true);
	return bytes;
}

function packetsOf(pages: readonly Page[]): Uint8Array[] {
	const packets: Uint8Array[] = [];
	let parts: number[] = [];
	for (const { lacing, body } of pages) {
		let at = 0;
		for (const length of lacing) {
			parts.push(...body.subarray(at, at + length));
			at += length;
			if (length === 255) continue;
			packets.push(Uint8Array.from(parts));
			parts = [];
		}
	}
	return packets;
}

function commentPacket(old: Uint8Array, tags: Readonly<Record<string, string>>): Uint8Array {
	const text = new TextEncoder();
	const word = (value: number): number[] => [value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24];
	const sized = (bytes: Uint8Array): number[] => [...word(bytes.length), ...bytes];
	const vendorBytes = new DataView(old.buffer, old.byteOffset).getUint32(7, true);
	const entries = Object.entries(tags).map(([name, value]) => sized(text.encode(`${name}=${value}`)));
	return Uint8Array.from([...old.subarray(0, 11 + vendorBytes), ...word(entries.length), ...entries.flat(), 1]);
}

const lacingOf = (packet: Uint8Array): number[] => [
	...new Array<number>(Math.floor(packet.length / 255)).fill(255),
	packet.length % 255
];

/** The stream with these tags. Throws when it is not Ogg Vorbis, or its headers do not end with a page. */
export function withTags(ogg: Uint8Array, tags: Readonly<Record<string, string>>): Uint8Array {
	const pages = toPages(ogg);
	const headerEnd = pages.findIndex(({ granule }, i) => i > 0 && granule.some((byte) => byte !== 0 && byte !== 255));
	const [first] = pages;
	const [, comment, setup, ...rest] = packetsOf(pages.slice(0, headerEnd));
	if (first === undefined || comment?.[0] !== 3 || setup?.[0] !== 5 || rest.length > 0)
		throw new Error('not an Ogg Vorbis stream of ours');
	const packets = [commentPacket(comment, tags), setup];
	const lacing = packets.flatMap(lacingOf);
	if (lacing.length > 255) throw new Error('the tags do not fit into one page');
	const body = Uint8Array.from(packets.flatMap((packet) => [...packet]));
	const header: Page = { flags: 0, granule: new Uint8Array(8), serial: first.serial, lacing, body };
	const laid = [first, header, ...pages.slice(headerEnd)].map(fromPage);
	return Uint8Array.from(laid.flatMap((page) => [...page]));
}
