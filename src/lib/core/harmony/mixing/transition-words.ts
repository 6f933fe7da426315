import type { KeyMove, Transition } from './follow.ts';

const keyWords: Readonly<Record<KeyMove, string>> = {
	same: 'same key',
	relative: 'relative key, the same notes',
	'fifth-up': 'a fifth up, one note apart',
	'fifth-down': 'a fifth down, one note apart',
	diagonal: 'next to it across major and minor',
	'two-up': 'two fifths up, a lift',
	parallel: 'same keynote, other mode',
	far: 'far apart in key',
	unknown: 'key not known'
};

/** Why two songs go together, or do not, a reason each: key, tempo, energy. */
export function transitionReasons(transition: Transition): readonly string[] {
	const { keyMove, fromCode, toCode, tempoChangePercent, tempoRelation, energyStep } = transition;
	const codes = fromCode === null || toCode === null ? '' : `${fromCode} to ${toCode}: `;
	return [codes + keyWords[keyMove], tempoWords(tempoChangePercent, tempoRelation), energyWords(energyStep)];
}

function tempoWords(percent: number | null, relation: Transition['tempoRelation']): string {
	if (percent === null) return 'tempo not known';
	const counted = relation === 'half' ? ', counted double' : relation === 'double' ? ', counted half' : '';
	const size = Math.abs(percent);
	if (size < 0.5) return `same tempo${counted}`;
	return `${size < 10 ? size.toFixed(1) : Math.round(size)}% ${percent > 0 ? 'faster' : 'slower'} to meet it${counted}`;
}

function energyWords(step: number | null): string {
	if (step === null) return 'energy not known';
	if (Math.abs(step) < 0.03) return 'same energy';
	const size = Math.abs(step) < 0.12 ? 'a bit ' : Math.abs(step) > 0.3 ? 'much ' : '';
	return `${size}${step > 0 ? 'more' : 'less'} energy`;
}
