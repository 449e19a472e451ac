-- A guard before the native loop, which can't be interrupted: as in table.lua. It has a file of its own, as it may run long without a call: the
-- instructions of a state that has it are counted.
local error, type, measure, raw = ...

-- Merges sorted runs, twice as long each time. However inconsistent the comparison is, it ends after n log n of them.
local function merge_sort(t, less)
  local n, from, to = #t, t, {}
  local width = 1
  while width < n do
    for start = 1, n, 2 * width do
      local middle, stop = start + width, start + 2 * width
      if middle > n + 1 then middle = n + 1 end
      if stop > n + 1 then stop = n + 1 end
      local i, j = start, middle
      for k = start, stop - 1 do
        local left
        if i >= middle then left = false
        elseif j >= stop then left = true
        elseif less then left = not less(from[j], from[i])
        else left = not (from[j] < from[i])
        end
        if left then
          to[k] = from[i]
          i = i + 1
        else
          to[k] = from[j]
          j = j + 1
        end
      end
    end
    from, to = to, from
    width = 2 * width
  end
  if from ~= t then
    for i = 1, n do t[i] = from[i] end
  end
end

return function(t, less)
  if type(t) ~= "table" then error("bad argument #1 to 'sort' (table expected, got " .. type(t) .. ")", 2) end
  local has_length, is_long = measure(t)
  if has_length then error("table.sort can't take a table with __len", 2) end
  if is_long and (less == nil or type(less) == "function") then return merge_sort(t, less) end
  return raw.sort(t, less)
end
