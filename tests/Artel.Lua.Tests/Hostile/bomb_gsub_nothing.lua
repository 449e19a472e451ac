-- expect: value 2000001
-- Matches of nothing.
return function()
  local s, n = ("x"):rep(2e6):gsub("", "") return n
end
