import { test } from 'vitest';
import { checkRandomFrames } from './frame-property.ts';

test('random frames fill the screen and have complete borders (150 frames)', () => checkRandomFrames(150));
