"""Settings by which VS Code and Neovim check a desk's YAML and show the problems of its articles."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from composer.cli.file_kinds import write_schemas
from kb.desk_files import place_in
from kb.files import write_text

SCHEMAS = ".schemas"
_GLOBS = {
    "settings": "warmline.yaml",
    "synonyms": "synonyms.yaml",
    "agent": "agent.yaml",
    "cues": "phrasebooks/*/cues.yaml",
    "wording": "phrasebooks/*/wording.yaml",
    "drills": "drills/**/*.yaml",
    "phrasebook": "phrasebooks/*/!(cues|wording|steps|speech|days|issues|turning|claims).yaml",
}
"""The files that each schema is for."""
_MATCHER: dict[str, Any] = {
    "owner": "warmline",
    "fileLocation": ["relative", "${workspaceFolder}"],
    "pattern": {
        "regexp": r"^(.+?):(\d+):(\d+): ([a-z0-9-]+) (?:(error|warning|hint): )?(.*)$",
        "file": 1,
        "line": 2,
        "column": 3,
        "code": 4,
        "severity": 5,
        "message": 6,
    },
    "background": {"activeOnStart": True, "beginsPattern": "^Looking at", "endsPattern": "^Waiting for changes"},
}
_TASK: dict[str, Any] = {
    "label": "warmline lint",
    "type": "shell",
    "command": "warmline lint --watch",
    "isBackground": True,
    "runOptions": {"runOn": "folderOpen"},
    "group": {"kind": "build", "isDefault": True},
    "presentation": {"reveal": "silent"},
    "problemMatcher": _MATCHER,
}
"""It runs from the opening of the folder on, where the person lets it: front matter is checked with each save."""
_NEOVIM = """\
-- Neovim reads this where `exrc` is set, and asks once whether it may.
-- Problems, those of front matter too, are shown when a file is opened and saved; :make lists those of the desk.
-- yaml-language-server checks YAML while it is typed.
vim.opt.makeprg = "warmline lint"
vim.opt.errorformat = "%f:%l:%c: %m,%-G%.%#"
local here = vim.fn.fnamemodify(debug.getinfo(1, "S").source:sub(2), ":p:h")
local schemas = {}
for name, glob in pairs({
GLOBS
}) do
  schemas["file://" .. here .. "/SCHEMAS/" .. name .. ".schema.json"] = glob
end
vim.g.warmline_schemas = schemas
if vim.lsp and vim.lsp.config then
  vim.lsp.config("yamlls", { settings = { yaml = { schemas = schemas } } })
end
local problems = vim.api.nvim_create_namespace("warmline")
local levels = { error = 1, warning = 2, hint = 4 }
local function show(_, lines)
  local known, found = pcall(vim.json.decode, table.concat(lines, "\\n"))
  if not known then return end
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    local here_in = {}
    for _, one in ipairs(found) do
      if vim.api.nvim_buf_get_name(buffer) == here .. "/" .. one.path then
        table.insert(here_in, {
          lnum = one.line - 1, col = one.column - 1, severity = levels[one.level],
          message = one.message, code = one.code, source = "warmline",
        })
      end
    end
    if vim.api.nvim_buf_is_loaded(buffer) then vim.diagnostic.set(problems, buffer, here_in) end
  end
end
vim.api.nvim_create_autocmd({ "BufReadPost", "BufWritePost" }, {
  pattern = { here .. "/*.md", here .. "/*.yaml" },
  callback = function()
    vim.fn.jobstart({ "warmline", "lint", "--desk", here, "--json" }, { stdout_buffered = true, on_stdout = show })
  end,
})
"""


def write_editor_settings(desk: Path) -> list[str]:
    """Write the schemas anew, and the settings that are not there yet; the names of these."""
    schemas = {f"./{SCHEMAS}/{name}.schema.json": glob for name, glob in _GLOBS.items()}
    globs = "\n".join(f'  {name} = "{glob}",' for name, glob in _GLOBS.items())
    files = {
        ".vscode/settings.json": _json({"yaml.schemas": schemas}),
        ".vscode/tasks.json": _json({"version": "2.0.0", "tasks": [_TASK]}),
        ".vscode/extensions.json": _json({"recommendations": ["redhat.vscode-yaml"]}),
        ".nvim.lua": _NEOVIM.replace("GLOBS", globs).replace("SCHEMAS", SCHEMAS),
    }
    for name in (SCHEMAS, *files):
        place_in(desk, name)
    write_schemas(desk / SCHEMAS)
    new = [name for name in files if not os.path.lexists(desk / name)]
    for name in new:
        write_text(desk / name, files[name])
    return new


def _json(value: object) -> str:
    return json.dumps(value, indent=2) + "\n"
