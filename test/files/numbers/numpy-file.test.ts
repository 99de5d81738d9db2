import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { InputError } from '../../../src/files/input-error.ts';
import { readNpy, readNpz } from '../../../src/files/numbers/numpy-file.ts';

/** A file as np.save writes it. */
function npy(type: string, order: boolean, shape: string, write: (view: DataView) => void, bytes: number): Uint8Array {
  const header = `${`{'descr': '${type}', 'fortran_order': ${order ? 'True' : 'False'}, 'shape': (${shape}), }`.padEnd(117)}\n`;
  const file = new Uint8Array(10 + header.length + bytes);
  file.set([0x93, ...Buffer.from('NUMPY'), 1, 0]);
  new DataView(file.buffer).setUint16(8, header.length, true);
  file.set(Buffer.from(header, 'latin1'), 10);
  write(new DataView(file.buffer, 10 + header.length));
  return file;
}

function floats(view: DataView): void {
  for (const [at, value] of [1.5, -2, 3, 4].entries()) view.setFloat64(8 * at, value, true);
}

function floats32(view: DataView): void {
  for (const [at, value] of [0.5, 0.25].entries()) view.setFloat32(4 * at, value, true);
}

test('reads a matrix of float64', () => {
  const file = npy('<f8', false, '2, 2', floats, 32);
  expect(readNpy(file, 'dW1', 'dW1.npy')).toMatchObject({ name: 'dW1', shape: [2, 2], values: [1.5, -2, 3, 4] });
});

test('reads a matrix that is stored by columns', () => {
  const file = npy('<f8', true, '2, 2', floats, 32);
  expect(readNpy(file, 'dW1', 'dW1.npy').values).toEqual([1.5, 3, -2, 4]);
});

test('reads float32, big-endian integers, and a single number', () => {
  const float32 = npy('<f4', false, '2,', floats32, 8);
  expect(readNpy(float32, 'b1', 'b1.npy')).toMatchObject({ shape: [2], values: [0.5, 0.25] });
  const integer = npy('>i4', false, '', (view) => view.setInt32(0, 7), 4);
  expect(readNpy(integer, 'n', 'n.npy')).toMatchObject({ shape: [], values: [7] });
});

test('reads the arrays of an archive by their names', () => {
  const archive = zipSync({
    'dW1.npy': npy('<f8', false, '4,', floats, 32),
    'db1.npy': npy('<f8', false, '1,', floats, 32),
  });
  expect(readNpz(archive, 'a.npz').map(({ name, shape }) => [name, shape])).toEqual([
    ['dW1', [4]],
    ['db1', [1]],
  ]);
});

test.each<readonly [what: string, file: Uint8Array, problem: string]>([
  ['text', Buffer.from('dW1 = 1, which is no .npy file'), 'found no .npy header'],
  [
    'a file that ends too soon',
    npy('<f8', false, '9, 9', floats, 32),
    'found the end of the file, expected 81 numbers',
  ],
  [
    'objects',
    npy('|O', false, '1,', floats, 32),
    'found numbers of the type "|O", expected float32, float64, int32, int64 or uint8',
  ],
])('refuses %s', (_, file, problem) => {
  expect(() => readNpy(file, 'a', 'a.npy')).toThrow(InputError);
  expect(() => readNpy(file, 'a', 'a.npy')).toThrow(problem);
});

test('skips labels in an archive that has numbers', () => {
  const labels = npy('<U3', false, '1,', floats, 32);
  const archive = zipSync({ 'dW1.npy': npy('<f8', false, '4,', floats, 32), 'names.npy': labels });
  expect(readNpz(archive, 'a.npz').map(({ name }) => name)).toEqual(['dW1']);
  expect(() => readNpz(zipSync({ 'names.npy': labels }), 'a.npz')).toThrow(InputError);
});

test('refuses an archive that is no zip file', () => {
  expect(() => readNpz(Buffer.from('no zip file'), 'a.npz')).toThrow(InputError);
});
