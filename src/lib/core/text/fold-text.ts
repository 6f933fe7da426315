/** Letters that do not come apart into a letter and a mark. */
const singles: Readonly<Record<string, string>> = {
	ß: 'ss',
	æ: 'ae',
	œ: 'oe',
	ø: 'o',
	đ: 'd',
	ð: 'd',
	þ: 'th',
	ł: 'l',
	ħ: 'h',
	ı: 'i'
};

/** A text as a searcher means it: no case, no accents, no difference between kinds of white space. */
export function foldText(text: string): string {
	return text
		.normalize('NFKD')
		.replace(/\p{M}+/gu, '')
		.toLowerCase()
		.replace(/[ßæœøđðþłħı]/g, (letter) => singles[letter] ?? letter)
		.replace(/\s+/g, ' ')
		.trim();
}
