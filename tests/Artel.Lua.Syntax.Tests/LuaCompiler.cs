using System.Text;
using KeraLua;

namespace Artel.Lua.Syntax.Tests;

/// <summary>The real compiler, to compare with.</summary>
internal static class LuaCompiler
{
    /// <summary>What it says of a text; null where it takes it.</summary>
    public static string? ErrorOf(string source)
    {
        using var lua = new KeraLua.Lua(openLibs: false);
        return lua.LoadBuffer(Encoding.UTF8.GetBytes(source), "chunk", "t") == LuaStatus.OK ? null : lua.ToString(-1);
    }
}
