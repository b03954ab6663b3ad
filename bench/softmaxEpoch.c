/*
 * The notebook's model trained by a C loop: softmax regression 784 -> 10, batch 128, SGD with learning rate 0.001, on the
 * first 50,000 images of MNIST's train file, in a new random order each epoch. One thread.
 *
 * Usage: softmaxEpoch FOLDER, the folder of the raw IDX files. Speaks the benchmark's line protocol (see child.mjs).
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "softmaxEpoch.h"

static const float learningRate = 0.001f;

static uint8_t images[IMAGES][PIXELS];
static uint8_t labels[IMAGES];
static int32_t order[IMAGES];

static float weight[CLASSES][PIXELS], bias[CLASSES];
static float weightGradients[CLASSES][PIXELS], biasGradients[CLASSES];
static float x[BATCH][PIXELS];
static uint8_t y[BATCH];
static float logits[BATCH][CLASSES];

/* xorshift64, from Marsaglia, "Xorshift RNGs" (2003); the upper half of each word is used. */
static uint32_t randomWord(void)
{
    static uint64_t state = 88172645463325252u;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 32);
}

static double milliseconds(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1e3 + time.tv_nsec * 1e-6;
}

/* Reads `size` bytes that follow the header of an IDX file. */
static void readFile(const char *folder, const char *name, long headerBytes, uint8_t *bytes, size_t size)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file || fseek(file, headerBytes, SEEK_SET) != 0 || fread(bytes, 1, size, file) != size) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(1);
    }
    fclose(file);
}

/* Fisher and Yates. */
static void shuffle(void)
{
    for (int last = IMAGES - 1; last > 0; last--) {
        int other = (int)((uint64_t)randomWord() * (last + 1) >> 32);
        int32_t value = order[last];
        order[last] = order[other];
        order[other] = value;
    }
}

/* Pixels / 255 and labels of the images that `indices` name. The next image is asked for while this one is converted. */
static void gather(const int32_t *indices, int rows)
{
    for (int row = 0; row < rows; row++) {
        const uint8_t *next = images[indices[row + 1 < rows ? row + 1 : row]];
        for (int pixel = 0; pixel < PIXELS; pixel += 64) __builtin_prefetch(next + pixel);

        const uint8_t *image = images[indices[row]];
        for (int pixel = 0; pixel < PIXELS; pixel++) x[row][pixel] = image[pixel] * (1.0f / 255);
        y[row] = labels[indices[row]];
    }
}

/* Turns logits into the gradient of the mean cross-entropy by them; returns the sum of the rows' cross-entropies. */
static double softmaxCrossEntropy(int rows)
{
    double loss = 0;
    for (int row = 0; row < rows; row++) {
        float *ofRow = logits[row];
        float largest = ofRow[0], sum = 0, ofLabel = ofRow[y[row]];
        for (int class = 1; class < CLASSES; class++) largest = fmaxf(largest, ofRow[class]);
        for (int class = 0; class < CLASSES; class++) {
            ofRow[class] = expf(ofRow[class] - largest);
            sum += ofRow[class];
        }
        loss += logf(sum) + largest - ofLabel;
        for (int class = 0; class < CLASSES; class++) ofRow[class] /= sum * rows;
        ofRow[y[row]] -= 1.0f / rows;
    }
    return loss;
}

static void update(int rows)
{
    memset(biasGradients, 0, sizeof biasGradients);
    for (int row = 0; row < rows; row++) {
        for (int class = 0; class < CLASSES; class++) biasGradients[class] += logits[row][class];
    }
    for (int class = 0; class < CLASSES; class++) {
        bias[class] -= learningRate * biasGradients[class];
        for (int pixel = 0; pixel < PIXELS; pixel++) weight[class][pixel] -= learningRate * weightGradients[class][pixel];
    }
}

/* Trains one epoch: 391 steps, the last of 80 rows. Returns the mean cross-entropy over the images. */
static double trainEpoch(void)
{
    double loss = 0;
    shuffle();
    for (int start = 0; start < IMAGES; start += BATCH) {
        int rows = IMAGES - start < BATCH ? IMAGES - start : BATCH;
        gather(order + start, rows);
        forward(rows, x, weight, bias, logits);
        loss += softmaxCrossEntropy(rows);
        weightGradient(rows, x, logits, weightGradients);
        update(rows);
    }
    return loss / IMAGES;
}

/* PyTorch's initialisation of a layer of 784 inputs: uniform in +-1/28. */
static float initialParameter(void)
{
    return (float)((randomWord() / 4294967296.0 * 2 - 1) / 28);
}

int main(int argumentCount, char **arguments)
{
    if (argumentCount != 2) {
        fprintf(stderr, "usage: softmaxEpoch FOLDER\n");
        return 2;
    }
    readFile(arguments[1], "train-images-idx3-ubyte", 16, images[0], sizeof images);
    readFile(arguments[1], "train-labels-idx1-ubyte", 8, labels, sizeof labels);
    for (int i = 0; i < IMAGES; i++) order[i] = i;
    for (int class = 0; class < CLASSES; class++) {
        for (int pixel = 0; pixel < PIXELS; pixel++) weight[class][pixel] = initialParameter();
        bias[class] = initialParameter();
    }
    printf("ready gcc " __VERSION__ "\n");
    fflush(stdout);

    char line[64];
    while (fgets(line, sizeof line, stdin) && strcmp(line, "epoch\n") == 0) {
        double wall = milliseconds(CLOCK_MONOTONIC), cpu = milliseconds(CLOCK_PROCESS_CPUTIME_ID);
        double loss = trainEpoch();
        printf("{\"wallMs\":%.3f,\"cpuMs\":%.3f,\"loss\":%.6f}\n", milliseconds(CLOCK_MONOTONIC) - wall,
               milliseconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, loss);
        fflush(stdout);
    }
    return 0;
}
