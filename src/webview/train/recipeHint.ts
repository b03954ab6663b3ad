import { recipes, type Recipe } from '../../core/recipes';

/** The configuration of a recipe, for what it has of its own; nothing where there is no such recipe. */
export function configurationOfRecipe(recipe: string): Recipe['configuration'] | undefined {
  return Object.entries<Recipe>(recipes).find(([id]) => id === recipe)?.[1].configuration;
}

/** What a field means, and what the recipe has in it where that is something else. */
export function recipeHint(meaning: string, value: string | number, ofRecipe: string | number | undefined): string {
  return ofRecipe === undefined || ofRecipe === value ? meaning : `${meaning} The recipe has ${ofRecipe}.`;
}
