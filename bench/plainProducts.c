/* The two products as one would write them down. This is the C loop of the benchmark's targets: gcc vectorises it. */
#include <string.h>

#include "softmaxEpoch.h"

void forward(int rows, const float x[BATCH][PIXELS], const float weight[CLASSES][PIXELS], const float bias[CLASSES],
             float logits[BATCH][CLASSES])
{
    for (int row = 0; row < rows; row++) {
        for (int class = 0; class < CLASSES; class++) {
            float sum = bias[class];
            for (int pixel = 0; pixel < PIXELS; pixel++) sum += weight[class][pixel] * x[row][pixel];
            logits[row][class] = sum;
        }
    }
}

void weightGradient(int rows, const float x[BATCH][PIXELS], const float logitGradient[BATCH][CLASSES],
                    float gradient[CLASSES][PIXELS])
{
    memset(gradient, 0, sizeof(float[CLASSES][PIXELS]));
    for (int row = 0; row < rows; row++) {
        for (int class = 0; class < CLASSES; class++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) gradient[class][pixel] += logitGradient[row][class] * x[row][pixel];
        }
    }
}
