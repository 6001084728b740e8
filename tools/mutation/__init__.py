# SPDX-License-Identifier: AGPL-3.0-or-later
"""Breaks the add-on on purpose, in small ways, and lists what no test notices.

mutmut makes the mutants and runs each against the tests that reach it, the quickest first: those
of the plain modules all against tests/pure, those of addon/collection, of which a seed draws some,
against tests/collection. tests/mutants.toml names those that change nothing, with the reason; they
are not listed again. Constants of a module and properties are not broken: mutmut breaks functions.
"""
