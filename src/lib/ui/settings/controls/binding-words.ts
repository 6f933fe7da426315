import type { Binding } from '$lib/app/controls/binding.ts';
import { keyCaps, parseCombo } from '$lib/app/shell/keys.ts';
import { pitchName } from '$formats/notes-csv/pitch-name.ts';

const named: Readonly<Record<string, string>> = { PageUp: 'Page up', PageDown: 'Page down', MediaPlayPause: 'Play key' };

/** "Page down", "Ctrl + K", "Pedal 64, channel 1". */
export function bindingWords(binding: Binding, isApple: boolean): string {
	if (binding.kind === 'key') {
		const combo = parseCombo(binding.combo);
		return keyCaps(combo, isApple)
			.map((cap) => named[cap] ?? cap)
			.join(' + ');
	}
	const channel = `channel ${binding.channel + 1}`;
	if (binding.message === 'note') return `Note ${pitchName(binding.number)}, ${channel}`;
	return `${binding.message === 'controller' ? 'Controller' : 'Programme'} ${binding.number}, ${channel}`;
}
