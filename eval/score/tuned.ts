/**
 * Items that may be looked at while the writing of rhythm is worked on: every second one. The others are held out, and only
 * their figures are read. Two takes of one piece may lie on either side; what is tuned is never a piece.
 */
export const tunedIds: ReadonlySet<string> = new Set([
	'take_carelesslove_01',
	'take_lavendersblue_05',
	'take_theblues_08',
	'vienna_chopin_op10_no3_p09',
	'asap_beethoven_op13_2',
	'asap_haydn_hob50_1',
	'asap_schubert_moment_musical_3',
	'guitar_steel_g_solo_119',
	'strings_bach_fugue_bwv846',
	'band_openmsx_5432gone_5_4',
	'mma_softrock_d_120'
]);
