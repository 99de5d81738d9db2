// Prints the cost of the program in time, memory and bytes, beside references measured in the same run. `npm run bench`
// runs it.
import { engineRows } from './engine.ts';
import { historyRows } from './history.ts';
import { lineTables } from './line.ts';
import { memoryRows } from './memory.ts';
import { tableOf } from './row.ts';
import { screenRows } from './screen.ts';

console.log(tableOf([...engineRows(), ...historyRows(), ...(await screenRows()), ...(await memoryRows())]));
console.log(`\n${await lineTables()}`);
