-- expect: value 200001
-- Matches of nothing.
return function()
  local s, n = ("x"):rep(2e5):gsub("", "") return n
end
