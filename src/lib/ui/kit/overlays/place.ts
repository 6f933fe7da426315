/** A box on the screen, CSS pixels. */
export interface Box {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

export type Side = 'below' | 'above' | 'right' | 'left';
export type Align = 'start' | 'centre' | 'end';

export interface PlaceRequest {
	readonly anchor: Box;
	readonly width: number;
	readonly height: number;
	readonly viewportWidth: number;
	readonly viewportHeight: number;
	readonly side: Side;
	readonly align: Align;
	/** Between the anchor and the box. */
	readonly gap: number;
	/** Least distance to the edge of the window. */
	readonly margin: number;
}

const opposite: Readonly<Record<Side, Side>> = { below: 'above', above: 'below', left: 'right', right: 'left' };

/**
 * Where a floating box goes beside its anchor: on the side asked for, on the opposite side when only that has room, and
 * always inside the window as far as it fits.
 */
export function placeBeside(request: PlaceRequest): { readonly left: number; readonly top: number; readonly side: Side } {
	const room = roomOn(request);
	const needed = isVertical(request.side) ? request.height : request.width;
	const other = opposite[request.side];
	const flips = room[request.side] < needed && room[other] > room[request.side];
	const side = flips ? other : request.side;
	const { anchor, width, height, gap, margin } = request;
	const alongX = along(anchor.left, anchor.width, width, request.align);
	const alongY = along(anchor.top, anchor.height, height, request.align);
	const left = side === 'right' ? anchor.left + anchor.width + gap : side === 'left' ? anchor.left - width - gap : alongX;
	const top = side === 'below' ? anchor.top + anchor.height + gap : side === 'above' ? anchor.top - height - gap : alongY;
	return {
		left: within(left, margin, request.viewportWidth - width - margin),
		top: within(top, margin, request.viewportHeight - height - margin),
		side
	};
}

const isVertical = (side: Side): boolean => side === 'below' || side === 'above';

function roomOn({ anchor, viewportWidth, viewportHeight, gap, margin }: PlaceRequest): Record<Side, number> {
	return {
		above: anchor.top - gap - margin,
		below: viewportHeight - anchor.top - anchor.height - gap - margin,
		left: anchor.left - gap - margin,
		right: viewportWidth - anchor.left - anchor.width - gap - margin
	};
}

function along(start: number, length: number, size: number, align: Align): number {
	if (align === 'start') return start;
	return align === 'end' ? start + length - size : start + (length - size) / 2;
}

/** The near edge wins when the box is larger than the window. */
const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high));
