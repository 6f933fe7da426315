import Star from '@lucide/svelte/icons/star';
import type { MenuItem } from '../../kit/overlays/menu-item.ts';

/** Lines of a menu that gives a song its stars. */
export function ratingItems(rating: number | null, onrate: (rating: number | null) => void): MenuItem[] {
	const stars = [5, 4, 3, 2, 1].map((count) => ({
		id: String(count),
		label: `${count} ${count === 1 ? 'star' : 'stars'}`,
		icon: Star,
		keys: [String(count)],
		checked: rating === count,
		run: () => onrate(count)
	}));
	return [
		...stars,
		{ id: 'none', label: 'No stars', keys: ['0'], checked: rating === null, separated: true, run: () => onrate(null) }
	];
}
