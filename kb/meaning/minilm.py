"""MiniLM: sentences as vectors, by a small transformer in plain numpy.

all-MiniLM-L6-v2 (Reimers and Gurevych, Sentence-BERT, 2019; Wang et al., MiniLM, 2020): BERT with six layers of 384
numbers and twelve heads; a text's vector is the mean over its pieces, of length 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kb.meaning.tensors import Array
from kb.meaning.wordpiece import WordPiece

Floats = NDArray[np.float32]
WIDTH = 384
"""Numbers of a vector."""
_HEADS, _LAYERS, _EPSILON = 12, 6, 1e-12
_HEAD = WIDTH // _HEADS
_AT_ONCE = 500
"""Pieces that go through the model together; more take memory and gain nothing."""
_EMBEDDINGS = "embeddings.word_embeddings.weight"
_GELU = np.float32(-2 * np.sqrt(2 / np.pi))
SCALE = " scale"
"""Ends the name of the row scales of a tensor in int8."""


class _Linear(NamedTuple):
    weight: Floats
    """Inputs by outputs."""
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        found: Floats = x @ self.weight
        found += self.bias
        return found


class _Norm(NamedTuple):
    weight: Floats
    bias: Floats

    def __call__(self, x: Floats) -> Floats:
        x = x - x.mean(-1, keepdims=True)
        x /= np.sqrt(np.square(x).mean(-1, keepdims=True) + _EPSILON)
        x *= self.weight
        x += self.bias
        return x


class _Layer(NamedTuple):
    asked: _Linear
    """Query, key and value in one."""
    attended: _Linear
    first_norm: _Norm
    wide: _Linear
    narrow: _Linear
    second_norm: _Norm


class MiniLM:
    """The model, its weights as int8 with one scale a row; those of its vocabulary stay on disk until they are used."""

    def __init__(self, tensors: Mapping[str, NDArray[Any]], vocabulary: Sequence[str]) -> None:
        self.pieces = WordPiece(vocabulary)
        self.embeddings = tensors[_EMBEDDINGS]
        self.embedding_scales = tensors[_EMBEDDINGS + SCALE]
        if self.embeddings.shape != (len(vocabulary), WIDTH):
            raise ValueError("its vocabulary is another one's")

        def whole(name: str) -> Floats:
            array = tensors[name].astype(np.float32)
            return array * tensors[name + SCALE] if name + SCALE in tensors else array

        def linear(*names: str) -> _Linear:
            weights = np.concatenate([whole(f"{name}.weight") for name in names]).T
            return _Linear(np.ascontiguousarray(weights), np.concatenate([whole(f"{name}.bias") for name in names]))

        def norm(name: str) -> _Norm:
            return _Norm(whole(f"{name}.weight"), whole(f"{name}.bias"))

        def layer(name: str) -> _Layer:
            own = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
            return _Layer(
                linear(*own),
                linear(f"{name}.attention.output.dense"),
                norm(f"{name}.attention.output.LayerNorm"),
                linear(f"{name}.intermediate.dense"),
                linear(f"{name}.output.dense"),
                norm(f"{name}.output.LayerNorm"),
            )

        kind = whole("embeddings.token_type_embeddings.weight")[0]
        self.places: Floats = whole("embeddings.position_embeddings.weight") + kind
        self.norm = norm("embeddings.LayerNorm")
        self.layers = [layer(f"encoder.layer.{number}") for number in range(_LAYERS)]

    def vectors_of(self, texts: Sequence[str]) -> Floats:
        """One row of length 1 for each text; zeros for a text without a word."""
        numbers = [self.pieces.numbers_of(text) for text in texts]
        found = np.zeros((len(texts), WIDTH), np.float32)
        for places in _batches(numbers):
            found[places] = self._through([numbers[place] for place in places])
        found[[len(one) <= 2 for one in numbers]] = 0
        return found

    def _through(self, numbers: Sequence[Sequence[int]]) -> Floats:
        longest = max(map(len, numbers))
        there = np.array([[place < len(one) for place in range(longest)] for one in numbers])
        ids = np.array([[*one, *[0] * (longest - len(one))] for one in numbers])
        x = self.embeddings[ids].astype(np.float32) * self.embedding_scales[ids]
        x = self.norm(x + self.places[:longest])
        masked = np.where(there, np.float32(0), np.float32(-1e9))[:, None, None, :]
        for layer in self.layers:
            x = layer.first_norm(x + layer.attended(_attention(layer.asked(x), masked)))
            x = layer.second_norm(x + layer.narrow(_gelu(layer.wide(x))))
        summed = (x * there[:, :, None]).sum(1)
        return np.asarray(summed / np.linalg.norm(summed, axis=1, keepdims=True), np.float32)


def in_int8(tensors: Mapping[str, NDArray[Any]]) -> dict[str, Array]:
    """The weights with every matrix as int8 and one scale for each row; a vector's cosine to the exact one is .999."""
    found: dict[str, Array] = {}
    for name, tensor in tensors.items():
        array = tensor.astype(np.float32)
        if array.ndim != 2:
            found[name] = array
            continue
        largest = np.abs(array).max(1, keepdims=True)
        scale = np.where(largest > 0, largest / 127, 1).astype(np.float32)
        found[name], found[name + SCALE] = np.rint(array / scale).astype(np.int8), scale
    return found


def _batches(numbers: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Places of texts that go through the model together, of about the same length so that little is padded."""
    batch: list[int] = []
    for place in sorted(range(len(numbers)), key=lambda place: len(numbers[place])):
        if batch and len(numbers[place]) * (len(batch) + 1) > _AT_ONCE:
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _attention(asked: Floats, masked: Floats) -> Floats:
    """What each piece takes from the others; queries, keys and values come side by side."""
    texts, length, _ = asked.shape
    query, key, value = asked.reshape(texts, length, 3, _HEADS, _HEAD).transpose(2, 0, 3, 1, 4)
    weights = query @ key.swapaxes(-1, -2)
    weights *= np.float32(_HEAD**-0.5)
    weights += masked
    weights -= weights.max(-1, keepdims=True)
    np.exp(weights, out=weights)
    weights /= weights.sum(-1, keepdims=True)
    return np.asarray((weights @ value).transpose(0, 2, 1, 3).reshape(texts, length, WIDTH))


def _gelu(x: Floats) -> Floats:
    """Gaussian error linear unit, nearly: x / (1 + e^-2u) with u = √(2/π) (x + .044715 x³).

    Hendrycks and Gimpel, 2016; vectors differ from those of the exact function by less than .001.
    """
    found: Floats = x * x
    found *= np.float32(0.044715)
    found += 1
    found *= x
    found *= _GELU
    with np.errstate(over="ignore"):
        np.exp(found, out=found)
    found += 1
    return np.divide(x, found, out=found)
