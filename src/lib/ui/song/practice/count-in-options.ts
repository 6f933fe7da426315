/** How many bars may be counted before the music, as a choice. */
export const countInOptions = [
	{ value: '0', label: 'None' },
	{ value: '1', label: '1 bar' },
	{ value: '2', label: '2 bars' }
];
