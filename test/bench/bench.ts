// Measures the time, the memory and the output bytes of the program, and of reference programs for comparison. Prints
// tables of the results. `npm run bench` runs this file.
import { engineRows } from './engine.ts';
import { historyRows } from './history.ts';
import { lineTables } from './line.ts';
import { memoryRows } from './memory.ts';
import { tableOf } from './row.ts';
import { screenRows } from './screen.ts';

console.log(tableOf([...engineRows(), ...historyRows(), ...(await screenRows()), ...(await memoryRows())]));
console.log(`\n${await lineTables()}`);
