---@meta

---JSON: `require("json")`. Both directions can be interrupted, and hold no more than the process's memory limit leaves.
---@class json
---@field null json.Null Stands for JSON's null where nil can't, as in an array.
local json = {}

---@class json.Null

---A value as JSON text. A sequence is an array, a table with string keys an object, whose keys are sorted; an empty table is `{}`,
---unless `json.array` or `json.decode` made it an array. Floats keep a point or an exponent: 1.0 is `1.0`. Errors become their text, times
---RFC 3339, durations nanoseconds. Metamethods are not called.
---@param value any
---@param options? { pretty?: boolean } `pretty`: with lines and indents.
---@return string? text
---@return errors.Error? err INVALID, with the path to what is no JSON: `value.items[3].handler`. RATE_LIMITED: no memory left.
function json.encode(value, options) end

---JSON text as a value. Numbers without point and exponent are integers if 64 bits hold them, all others floats. Null is nil: absent from
---an object, a hole in an array; with `keep_null` it is `json.null`. Of equal keys the last one counts. At most 200 levels deep.
---@param text string
---@param options? { keep_null?: boolean }
---@return any value
---@return errors.Error? err INVALID; `details()` has `line`, `column` and `byte`, from 1. RATE_LIMITED: no memory left.
function json.decode(text, options) end

---Marks a table as an array, which is `[]` when it is empty.
---@generic T: table
---@param t? T A new one if it is nil; it must not have a metatable.
---@return T
function json.array(t) end

return json
