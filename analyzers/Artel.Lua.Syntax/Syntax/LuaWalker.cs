namespace Artel.Lua.Syntax;

/// <summary>Goes through a tree and tells of each node before and after its children. Not recursive: trees may be deep.</summary>
internal abstract class LuaWalker
{
    public void Walk(LuaNode root)
    {
        var pending = new List<(LuaNode Node, bool Leaving)> { (root, false) };
        var children = new List<LuaNode>();
        while (pending.Count > 0)
        {
            var (node, leaving) = pending[pending.Count - 1];
            pending.RemoveAt(pending.Count - 1);
            if (leaving)
            {
                Leave(node);
                continue;
            }

            var descend = Enter(node);
            pending.Add((node, true));
            if (!descend)
                continue;
            children.Clear();
            node.CollectChildren(children);
            for (var i = children.Count - 1; i >= 0; i--)
                pending.Add((children[i], false));
        }
    }

    /// <summary>Called before the node's children; false leaves them out.</summary>
    protected virtual bool Enter(LuaNode node) => true;

    /// <summary>Called after the node's children, for every node that was entered.</summary>
    protected virtual void Leave(LuaNode node) { }
}
