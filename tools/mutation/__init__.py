# SPDX-License-Identifier: AGPL-3.0-or-later
"""Breaks the add-on on purpose, in small ways, and lists what no test notices.

mutmut makes the mutants and runs each against the tests that reach it, the quickest first: those
of the plain modules all against tests/pure, those of addon/collection, of which a seed draws some,
against tests/collection. Some that are listed change nothing that can be seen. Constants of modules
and properties are not broken: mutmut breaks functions.
"""
