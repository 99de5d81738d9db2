import { test } from 'vitest';
import { checkRandomFrames } from './frame-property.ts';

test('a frame fills the screen, with whole borders, after any keys, at any size', () => checkRandomFrames(150));
