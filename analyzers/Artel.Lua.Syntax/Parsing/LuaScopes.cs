namespace Artel.Lua.Syntax;

/// <summary>The locals, labels and loops that are visible where the parser is, and what the Lua compiler demands of them.</summary>
internal sealed class LuaScopes(Action<string, LuaSpan> report)
{
    private const int MaxLocals = 200;

    /// <summary>Of the gotos that look for their label, as of the labels that are visible.</summary>
    private const int MaxJumps = 32767;

    private readonly List<LuaLocal> _active = [];
    private Function _function = new(parent: null, firstLocal: 0, isVararg: true);

    public bool IsVararg => _function.IsVararg;

    public bool InLoop => _function.Blocks.Any(static block => block.IsLoop);

    public void EnterFunction(bool isVararg)
    {
        _function = new Function(_function, _active.Count, isVararg);
        EnterBlock(isLoop: false);
    }

    public void LeaveFunction()
    {
        LeaveBlock();
        ReportUnresolved();
        _function = _function.Parent!;
    }

    /// <summary>Leaves the file's own function.</summary>
    public void ReportUnresolved()
    {
        foreach (var jump in _function.Jumps)
            report($"no visible label '{jump.Name.Text}' for goto", jump.Name.Span);
    }

    public void EnterBlock(bool isLoop) =>
        _function.Blocks.Push(new Block(_active.Count, _function.Labels.Count, _function.Jumps.Count, isLoop));

    public void LeaveBlock()
    {
        var block = _function.Blocks.Pop();
        _active.RemoveRange(block.FirstLocal, _active.Count - block.FirstLocal);
        for (var i = block.FirstLabel; i < _function.Labels.Count; i++)
            _function.LabelNames.Remove(_function.Labels[i].Name.Text);
        _function.Labels.RemoveRange(block.FirstLabel, _function.Labels.Count - block.FirstLabel);

        // What found no label here may find one further out, and is then at the level of this block.
        for (var i = block.FirstJump; i < _function.Jumps.Count; i++)
            _function.Jumps[i] = _function.Jumps[i].OutOf(block);
    }

    public void Declare(LuaLocal local)
    {
        local.Shadowed = Find(local.Name);
        _active.Add(local);
        if (_active.Count - _function.FirstLocal == MaxLocals + 1)
            report($"too many local variables (limit is {MaxLocals}) in one function", local.Declaration);
    }

    /// <summary>The loop's own state takes the place of locals that have no name.</summary>
    public void DeclareHidden(int count, LuaSpan at)
    {
        for (var i = 0; i < count; i++)
            Declare(new LuaLocal("(for state)", at, LuaLocalKind.LoopVariable));
    }

    public LuaLocal? Find(string name)
    {
        for (var i = _active.Count - 1; i >= 0; i--)
            if (_active[i].Name == name)
                return _active[i];
        return null;
    }

    public void Goto(LuaName label)
    {
        if (_function.LabelNames.Contains(label.Text))
            return;
        _function.Jumps.Add(new Jump(label, _active.Count));
        _function.WaitingNames.Add(label.Text);
        ReportTooMany(_function.Jumps, label);
    }

    /// <param name="name">The label.</param>
    /// <param name="endsBlock">True where nothing but labels and semicolons follows in the block: its locals are over then.</param>
    public void Label(LuaName name, bool endsBlock)
    {
        var block = _function.Blocks.Peek();
        var level = endsBlock ? block.FirstLocal : _active.Count;
        if (_function.LabelNames.Add(name.Text))
        {
            _function.Labels.Add(new Jump(name, level));
            ReportTooMany(_function.Labels, name);
        }
        else
        {
            report($"label '{name.Text}' already defined", name.Span);
        }

        // Most labels that no goto looks for are found out by this, without a look at each goto.
        if (!_function.WaitingNames.Contains(name.Text))
            return;
        for (var i = _function.Jumps.Count - 1; i >= block.FirstJump; i--)
        {
            var jump = _function.Jumps[i];
            if (jump.Name.Text != name.Text)
                continue;
            if (jump.Level < level)
                report($"goto '{name.Text}' jumps into the scope of local '{_active[jump.Level].Name}'", jump.Name.Span);
            _function.Jumps.RemoveAt(i);
        }
    }

    private void ReportTooMany(List<Jump> jumps, LuaName last)
    {
        if (jumps.Count == MaxJumps + 1)
            report($"too many labels/gotos (limit is {MaxJumps})", last.Span);
    }

    private sealed class Function(Function? parent, int firstLocal, bool isVararg)
    {
        public Function? Parent { get; } = parent;

        public int FirstLocal { get; } = firstLocal;

        public bool IsVararg { get; } = isVararg;

        public Stack<Block> Blocks { get; } = new();

        /// <summary>Of the blocks that are open.</summary>
        public List<Jump> Labels { get; } = [];

        /// <summary>The names of <see cref="Labels"/>.</summary>
        public HashSet<string> LabelNames { get; } = [];

        /// <summary>The gotos whose label has not come yet.</summary>
        public List<Jump> Jumps { get; } = [];

        /// <summary>What some goto ever looked for in vain.</summary>
        public HashSet<string> WaitingNames { get; } = [];
    }

    private readonly struct Block(int firstLocal, int firstLabel, int firstJump, bool isLoop)
    {
        public int FirstLocal { get; } = firstLocal;

        public int FirstLabel { get; } = firstLabel;

        public int FirstJump { get; } = firstJump;

        public bool IsLoop { get; } = isLoop;
    }

    /// <summary>A goto or a label.</summary>
    private readonly struct Jump(LuaName name, int level)
    {
        public LuaName Name { get; } = name;

        /// <summary>How many locals are active there.</summary>
        public int Level { get; } = level;

        public Jump OutOf(Block block) => new(Name, Math.Min(Level, block.FirstLocal));
    }
}
