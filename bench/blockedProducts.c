/*
 * The same two products, blocked by hand so that what is loaded is used more than once. No target is measured against
 * it: it shows how much of the processor the plain loop leaves unused.
 */
#include <string.h>

#include "softmaxEpoch.h"

enum { ROWS_AT_ONCE = 4 };

/* One pass over a row of pixels for all ten classes: each pixel is loaded once instead of ten times. */
void forward(int rows, const float x[BATCH][PIXELS], const float weight[CLASSES][PIXELS], const float bias[CLASSES],
             float logits[BATCH][CLASSES])
{
    for (int row = 0; row < rows; row++) {
        float sums[CLASSES] = {0};
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            for (int class = 0; class < CLASSES; class++) sums[class] += weight[class][pixel] * x[row][pixel];
        }
        for (int class = 0; class < CLASSES; class++) logits[row][class] = sums[class] + bias[class];
    }
}

/* Four rows at a time: each element of the gradient is loaded and stored a quarter as often. Rows are a multiple of 4. */
void weightGradient(int rows, const float x[BATCH][PIXELS], const float logitGradient[BATCH][CLASSES],
                    float gradient[CLASSES][PIXELS])
{
    memset(gradient, 0, sizeof(float[CLASSES][PIXELS]));
    for (int row = 0; row < rows; row += ROWS_AT_ONCE) {
        for (int class = 0; class < CLASSES; class++) {
            float g0 = logitGradient[row][class], g1 = logitGradient[row + 1][class];
            float g2 = logitGradient[row + 2][class], g3 = logitGradient[row + 3][class];
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                gradient[class][pixel] += g0 * x[row][pixel] + g1 * x[row + 1][pixel]
                                        + g2 * x[row + 2][pixel] + g3 * x[row + 3][pixel];
            }
        }
    }
}
