/**
 * A recipe as "Copy as PyTorch Script" gives it.
 *
 * Usage: pytorchScript RECIPE SEED. Prints the script.
 */
import { formatTrainingScript } from '../src/core/formats/pytorchTrainingScript';
import { configurationOf } from '../src/core/recipes';

const [recipe = '', seed = ''] = process.argv.slice(2);
process.stdout.write(formatTrainingScript(configurationOf(recipe, Number(seed))));
