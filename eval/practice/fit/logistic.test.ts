import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../bootstrap.ts';
import { fitLogistic } from './logistic.ts';

describe('a logistic regression', () => {
	it('finds the weights that examples were made by', () => {
		const random = seededRandom(3);
		const examples = Array.from({ length: 20_000 }, () => {
			const features = [4 * random() - 2, 100 * random()];
			const odds = 0.5 + 2 * (features[0] ?? 0) - 0.03 * (features[1] ?? 0);
			return { features, isStruck: random() < 1 / (1 + Math.exp(-odds)) };
		});
		const { bias, weights } = fitLogistic(examples);
		expect(bias).toBeCloseTo(0.5, 0);
		expect(weights[0]).toBeCloseTo(2, 0);
		expect(weights[1]).toBeCloseTo(-0.03, 2);
	});
	it('keeps finite weights where examples part cleanly', () => {
		const { weights } = fitLogistic([-2, -1, 1, 2].map((value) => ({ features: [value], isStruck: value > 0 })));
		expect(weights[0]).toBeGreaterThan(0.2);
		expect(weights[0]).toBeLessThan(10);
	});
	it('has nothing to say of nothing', () => expect(() => fitLogistic([])).toThrow(RangeError));
});
